package io.headrace.payments.recipient;

/** What came of a payment. */
public sealed interface Receipt {

    record Accepted(Acceptance taken) implements Receipt {}

    /** One of the tickets was not good. Those before it were credited and winners count, but the request is refused. */
    record PartlyRefused(Acceptance taken, PaymentRefusal refusal) implements Receipt {}

    /** Nothing changed. */
    record Refused(PaymentRefusal refusal) implements Receipt {}
}
