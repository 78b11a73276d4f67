package io.headrace.store;

import io.headrace.chain.redemption.Ending;
import io.headrace.job.JobId;
import io.headrace.payments.WinningTicket;
import java.util.Optional;

/**
 * A winner as the store knows it.
 *
 * @param job for whose work it was sent; empty for as long as nobody named it
 * @param ending empty while it waits to be redeemed
 */
public record StoredWinner(WinningTicket winner, Optional<JobId> job, Optional<Ending> ending) {}
