package io.headrace.gateway.realtime.flow;

import java.time.Duration;

/**
 * What viewers of a stream got and what they missed, since it began.
 *
 * @param delivered pictures
 * @param lost pictures of the source between the first and the last delivered one of which nothing came back in time; a
 *     runner that computes fewer pictures than come in loses the others by intent
 * @param repeated pictures that came again, and were not delivered
 * @param longestGap between two deliveries, those apart of which the source itself paused between
 * @param takeOvers how often the output went on from another session
 */
public record FlowFigures(long delivered, long lost, long repeated, Duration longestGap, int takeOvers) {}
