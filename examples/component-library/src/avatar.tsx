import './avatar.css';

export interface AvatarProps {
  name: string;
  /** Address of a square picture; initials stand in for it. */
  picture?: string;
  size?: number;
}

function initials(name: string): string {
  return name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2);
}

export function Avatar({ name, picture, size = 48 }: AvatarProps) {
  const style = { width: size, height: size, fontSize: size / 2.6 };
  return picture ? (
    <img className="avatar" style={style} src={picture} alt={name} />
  ) : (
    <span className="avatar" style={style} role="img" aria-label={name}>
      {initials(name)}
    </span>
  );
}
