package io.headrace.machine;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** The time and the chance of one step. Chance decides about jitter and selection, never about secrets. */
public record Moment(Instant now, RandomGenerator chance) {}
