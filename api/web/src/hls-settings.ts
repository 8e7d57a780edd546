/** How hls.js is set for low latency that lasts, and for servers that come back. */

import type { HlsConfig, LoaderConfig, RetryConfig } from "hls.js";
import workerUrl from "hls.js/dist/hls.worker.js?url";

/**
 * hls.js gives up on a refused connection (status 0). A server that restarts refuses for a
 * moment, so everything is asked again but what a server says is not there.
 */
const RETRY: RetryConfig = {
  maxNumRetry: 10_000,
  retryDelayMs: 200,
  maxRetryDelayMs: 1000,
  shouldRetry: (config, count, isTimeout, response) => {
    const status = response?.code ?? 0;
    const isMissing = status >= 400 && status < 500 && status !== 429;
    return count < (isMissing ? 2 : (config?.maxNumRetry ?? 0)) || isTimeout;
  },
};

function policy(firstByteMs: number, wholeMs: number): { default: LoaderConfig } {
  return {
    default: {
      maxTimeToFirstByteMs: firstByteMs,
      maxLoadTimeMs: wholeMs,
      timeoutRetry: RETRY,
      errorRetry: RETRY,
    },
  };
}

/** The settings; `estimate` is the bandwidth to begin with, in bits a second. */
export function settings(estimate: number): Partial<HlsConfig> {
  return {
    lowLatencyMode: true,
    enableWorker: true,
    workerPath: workerUrl,
    // The target is PART-HOLD-BACK. We set the pace ourselves: see pacing.ts.
    maxLiveSyncPlaybackRate: 1,
    liveSyncOnStallIncrease: 0,
    backBufferLength: 30,
    maxBufferLength: 20,
    testBandwidth: false,
    abrEwmaDefaultEstimate: estimate,
    // A blocked playlist request answers within three target durations, or never.
    playlistLoadPolicy: policy(8000, 12_000),
    fragLoadPolicy: policy(6000, 30_000),
    // A first manifest that is not there is asked for again by the player, who tells the viewer.
    manifestLoadPolicy: {
      default: {
        maxTimeToFirstByteMs: 6000,
        maxLoadTimeMs: 10_000,
        timeoutRetry: null,
        errorRetry: null,
      },
    },
    enableDateRangeMetadataCues: false,
    enableEmsgMetadataCues: false,
    enableID3MetadataCues: false,
    enableWebVTT: false,
    enableIMSC1: false,
    enableCEA708Captions: false,
  };
}
