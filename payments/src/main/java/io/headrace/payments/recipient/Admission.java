package io.headrace.payments.recipient;

/** Whether a unit's fee is covered. */
public sealed interface Admission {

    record Reserved(Reservation reservation) implements Admission {}

    record Refused(PaymentRefusal.InsufficientBalance refusal) implements Admission {}
}
