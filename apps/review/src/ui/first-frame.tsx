import { type ReactNode, useEffect, useRef, useState } from 'react';

interface FirstFrameProps {
  url: string;
  /** Pixels. */
  width: number;
  height: number;
  /** Empty where words beside it say what it shows. */
  alt: string;
  className?: string | undefined;
  style?: React.CSSProperties | undefined;
  /** Stands in its place where it cannot be loaded. */
  missing: ReactNode;
}

/** The first frame of a picture of many, which does not move: an image would. */
export function FirstFrame({
  url,
  width,
  height,
  alt,
  className,
  style,
  missing,
}: FirstFrameProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    async function draw(): Promise<void> {
      const response = await fetch(url, { signal: leaving.signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const frame = await createImageBitmap(await response.blob());
      canvas.current?.getContext('2d')?.drawImage(frame, 0, 0);
      frame.close();
    }
    draw().catch(() => {
      if (!leaving.signal.aborted) setFailed(true);
    });
    return () => leaving.abort();
  }, [url]);
  if (failed) return missing;
  const named = alt === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt };
  return (
    <canvas
      ref={canvas}
      className={className}
      style={style}
      width={width}
      height={height}
      {...named}
    />
  );
}
