/** Addresses of pages and pictures, as people and clients are given them. */
import type { Context } from '../context.ts';
import type { ResultImage } from '../store/names.ts';

type Origin = Pick<Context, 'origin'>;

export interface ShaPair {
  sha1: string;
  sha2: string;
}

export const jobUrl = ({ origin }: Origin, accountId: number, jobId: number) =>
  `${origin}/a/${accountId}/jobs/${jobId}`;

export const asyncReportUrl = ({ origin }: Origin, accountId: number, id: number) =>
  `${origin}/a/${accountId}/async-reports/${id}`;

export const reportUrl = ({ origin }: Origin, accountId: number, projectId: number, sha: string) =>
  `${origin}/a/${accountId}/p/${projectId}/report/${encodeURIComponent(sha)}`;

export const comparisonUrl = (
  { origin }: Origin,
  accountId: number,
  projectId: number,
  { sha1, sha2 }: ShaPair,
) =>
  `${origin}/a/${accountId}/p/${projectId}/compare/${encodeURIComponent(sha1)}/${encodeURIComponent(sha2)}`;

export const statusImageUrl = (
  origin: Origin,
  accountId: number,
  projectId: number,
  shas: ShaPair,
) => `${comparisonUrl(origin, accountId, projectId, shas)}/status.svg`;

/** @param hash the result's public name */
export const accessibilityUrl = ({ origin }: Origin, accountId: number, hash: string) =>
  `${origin}/a/${accountId}/accessibility/${hash}.json`;

/** Address of a picture of what differs between two images, given their public names. */
export const resultImageUrl = (
  { origin }: Origin,
  accountId: number,
  { engine, before, after, kind }: ResultImage,
) => `${origin}/a/${accountId}/results/${engine}/${before}/${after}/${kind}.png`;

/**
 * @param hash the image's public name
 * @param animated whether it has many frames
 */
export const imageUrl = ({ origin }: Origin, accountId: number, hash: string, animated: boolean) =>
  `${origin}/a/${accountId}/img/${hash}.${animated ? 'apng' : 'png'}`;
