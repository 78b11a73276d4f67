package io.headrace.orchestrator.byoc.stream;

/**
 * What is seen of a stream by looking at its channels.
 *
 * @param byApp segments that the application began, on all its channels
 * @param byGateway segments that the gateway began, on all its channels
 * @param appClosed whether the application closed its events
 * @param gatewayClosed whether the gateway closed its control channel
 * @param appDown whether the application is known to be gone
 */
record Signs(long byApp, long byGateway, boolean appClosed, boolean gatewayClosed, boolean appDown) {
    static final Signs NONE = new Signs(0, 0, false, false, false);
}
