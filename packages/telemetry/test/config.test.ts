import { expect, test } from 'vitest';
import { readTelemetry } from '../src/index.ts';

test('nothing is shown where nothing is asked for', () => {
  const problems: string[] = [];
  const nothing = { metrics: null, traces: null };
  expect(readTelemetry({ OTEL_SERVICE_NAME: 'x' }, 'TWINLENS', problems)).toEqual(nothing);
  expect(problems).toEqual([]);
});

test('a program reads its own port, and how many traces are kept', () => {
  const problems: string[] = [];
  const env = {
    TWINLENS_METRICS_PORT: '1',
    TWINLENS_WORKER_METRICS_PORT: '9464',
    TWINLENS_WORKER_METRICS_HOST: '::',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example.org',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.1',
  };
  expect(readTelemetry(env, 'TWINLENS_WORKER', problems)).toEqual({
    metrics: { host: '::', port: 9464 },
    traces: { share: 0.1 },
  });
  expect(problems).toEqual([]);
});

test('everything that is wrong is said at once', () => {
  const problems: string[] = [];
  const env = {
    TWINLENS_METRICS_PORT: 'nine',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
    OTEL_TRACES_SAMPLER: 'jaeger_remote',
  };
  readTelemetry(env, 'TWINLENS', problems);
  expect(problems).toEqual([
    'TWINLENS_METRICS_PORT: "nine" is not a port number (0 to 65535)',
    'OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" is not a URL such as http://127.0.0.1:4318',
    'OTEL_TRACES_SAMPLER: "jaeger_remote" is neither parentbased_always_on nor parentbased_traceidratio',
  ]);
});
