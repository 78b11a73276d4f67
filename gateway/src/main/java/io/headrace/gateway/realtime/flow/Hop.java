package io.headrace.gateway.realtime.flow;

/**
 * A part of a frame's way from its publisher to its viewers. Each is measured on one host's clock, so that they hold for a
 * runner on another machine too; together they are the whole way.
 */
public enum Hop {
    /** From the publisher's thread to the last byte written to the orchestrator. */
    GATEWAY_IN,
    /** Between gateway and runner, there and back, through the orchestrator's channels. */
    NETWORK,
    DECODE,
    TRANSFORM,
    ENCODE,
    /** From the coder to the last byte written to the orchestrator. */
    RUNNER_OUT,
    /** From the last byte read to the viewers' side of the gateway. */
    GATEWAY_OUT
}
