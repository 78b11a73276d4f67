package io.headrace.payments.recipient;

import io.headrace.payments.Price;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One account as the cashier keeps it. */
final class Account {

    private final Price price;
    private final Map<Long, Reservation> reservations = new HashMap<>();
    private Statement statement = Statement.EMPTY;
    private Instant touched;

    /** @param price pinned for as long as the account is remembered */
    Account(Price price, Instant now) {
        this.price = price;
        this.touched = now;
    }

    Price price() {
        return price;
    }

    Statement statement() {
        return statement;
    }

    void become(Statement next, Instant now) {
        statement = next;
        touched = now;
    }

    void open(Reservation reservation, Instant now) {
        reservations.put(reservation.id(), reservation);
        become(statement.reserving(reservation.fee()), now);
    }

    /** @throws IllegalStateException when it was closed before */
    void close(Reservation reservation, Instant now) {
        if (!reservations.remove(reservation.id(), reservation)) {
            throw new IllegalStateException("Not open, or closed before: " + reservation);
        }
        become(statement.reserving(reservation.fee().negated()), now);
    }

    boolean forgettable(Instant untouchedSince) {
        return reservations.isEmpty() && !touched.isAfter(untouchedSince);
    }
}
