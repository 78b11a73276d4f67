package io.headrace.payments;

import io.headrace.crypto.Signature;

/** A promise and the sender's word for it. */
public record SignedTicket(Ticket ticket, Signature signature) {}
