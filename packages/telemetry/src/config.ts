/** What a program shows of itself, as its settings have it. Programs hand their environment in. */

export interface TelemetryConfig {
  /** Where `/metrics` is answered; null for nowhere. */
  metrics: { host: string; port: number } | null;
  /** Share of the traces begun here that are kept; null where none are sent. */
  traces: { share: number } | null;
}

/** A program that shows nothing of itself. */
export const noTelemetry: TelemetryConfig = { metrics: null, traces: null };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `<prefix>_METRICS_PORT` and `<prefix>_METRICS_HOST`, and the names of OpenTelemetry.
 * @param problems what is wrong is put here, in words for whoever set it
 */
export function readTelemetry(
  env: Environment,
  prefix: string,
  problems: string[],
): TelemetryConfig {
  return { metrics: readMetrics(env, prefix, problems), traces: readTraces(env, problems) };
}

function readMetrics(
  env: Environment,
  prefix: string,
  problems: string[],
): TelemetryConfig['metrics'] {
  const given = env[`${prefix}_METRICS_PORT`];
  if (!given) return null;
  const port = Number(given);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    problems.push(`${prefix}_METRICS_PORT: "${given}" is not a port number (0 to 65535)`);
  }
  return { host: env[`${prefix}_METRICS_HOST`] || '127.0.0.1', port };
}

/** The exporter reads the rest: addresses, headers, certificates, the name of the service. */
function readTraces(env: Environment, problems: string[]): TelemetryConfig['traces'] {
  const names = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const;
  const given = names.filter((name) => env[name]);
  for (const name of given) {
    const address = env[name] ?? '';
    if (/^https?:\/\//.test(address) && URL.canParse(address)) continue;
    problems.push(`${name}: "${address}" is not a URL such as http://127.0.0.1:4318`);
  }
  const sampler = env.OTEL_TRACES_SAMPLER || 'parentbased_always_on';
  const isShare = sampler === 'parentbased_traceidratio';
  if (!isShare && sampler !== 'parentbased_always_on') {
    problems.push(
      `OTEL_TRACES_SAMPLER: "${sampler}" is neither parentbased_always_on nor parentbased_traceidratio`,
    );
  }
  const share = isShare ? Number(env.OTEL_TRACES_SAMPLER_ARG || '1') : 1;
  if (!(share >= 0 && share <= 1)) {
    problems.push('OTEL_TRACES_SAMPLER_ARG: give a share from 0 to 1, such as 0.1');
  }
  return given.length === 0 ? null : { share };
}
