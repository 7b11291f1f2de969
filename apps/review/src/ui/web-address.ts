/** Whether a text from outside may become a link: nothing but addresses of the web. */
export const isWebAddress = (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text);
