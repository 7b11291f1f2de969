import 'happo/storybook/register';
import '../src/theme.css';

export default { parameters: { layout: 'fullscreen' } };
