package io.headrace.payments.sender;

import io.headrace.payments.Credit;

/**
 * What one unit in flight has put at risk.
 *
 * @param id unique within the session
 * @param fee what the unit is expected to cost
 * @param added what its tickets are worth; zero when it carries none
 * @param drawn what it relies on of the credit that the orchestrator already has
 */
public record Stake(long id, Credit fee, Credit added, Credit drawn) {}
