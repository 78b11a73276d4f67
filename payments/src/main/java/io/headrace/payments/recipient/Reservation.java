package io.headrace.payments.recipient;

import io.headrace.payments.Credit;

/**
 * Credit set aside for one unit of work, so that no other unit counts on it.
 *
 * @param id unique within the cashier
 * @param fee the estimate that was set aside
 */
public record Reservation(AccountKey account, long id, Credit fee) {}
