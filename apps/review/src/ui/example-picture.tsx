import { useState } from 'react';
import type { Picture } from '../api/entities.ts';
import { FirstFrame } from './first-frame.tsx';
import './example-picture.css';

const Missing = () => <span className="example-missing soft">Could not be loaded</span>;

/** A picture, small, where the words beside it say what it shows. Animations stand still. */
export function ExamplePicture({ image }: { image: Picture }) {
  const [failed, setFailed] = useState(false);
  const { url, width, height } = image;
  return (
    <span className="example-picture">
      {failed ? (
        <Missing />
      ) : image.animation && width !== null && height !== null ? (
        <FirstFrame url={url} width={width} height={height} alt="" missing={<Missing />} />
      ) : (
        <img
          src={url}
          width={width ?? undefined}
          height={height ?? undefined}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setFailed(true)}
        />
      )}
    </span>
  );
}
