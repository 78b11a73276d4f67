package io.headrace.payments.recipient;

import io.headrace.payments.ChainTime;
import io.headrace.payments.SenderFunds;

/**
 * What the chain says at the moment a payment arrives.
 *
 * @param sender the funds of whoever pays
 * @param recipientActive whether we are an active orchestrator in the last round; nobody else can redeem
 */
public record Circumstances(SenderFunds sender, boolean recipientActive, ChainTime time) {}
