package io.headrace.chain.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An account's calls and transactions.
 *
 * @param waiting without a nonce, oldest first
 * @param flights with one, each its own
 */
public record TransactionState(List<Waiting> waiting, List<Flight> flights, Nonces nonces, Head head) {

    public TransactionState {
        waiting = List.copyOf(waiting);
        flights = List.copyOf(flights);
    }

    /** @param saved what the store has open; all of it is looked up at the next block */
    public static TransactionState restored(List<Transaction> saved, Head head, Instant now) {
        long next = saved.stream().mapToLong(Transaction::nonce).max().orElse(-1) + 1;
        var flights = saved.stream()
                .map(transaction -> Flight.restored(transaction, now))
                .toList();
        return new TransactionState(List.of(), flights, Nonces.from(next), head);
    }

    boolean knows(CallId id) {
        return waiting(id).isPresent()
                || flights.stream().anyMatch(flight -> flight.transaction().id().equals(id));
    }

    Optional<Waiting> waiting(CallId id) {
        return waiting.stream().filter(call -> call.id().equals(id)).findFirst();
    }

    Optional<Flight> flight(long nonce) {
        return flights.stream().filter(flight -> flight.nonce() == nonce).findFirst();
    }

    long lowestNonce() {
        return flights.stream().mapToLong(Flight::nonce).min().orElse(nonces.next());
    }

    TransactionState with(Head later) {
        return new TransactionState(waiting, flights, nonces, later);
    }

    TransactionState with(UnaryOperator<Nonces> change) {
        return new TransactionState(waiting, flights, change.apply(nonces), head);
    }

    TransactionState withWaiting(List<Waiting> others) {
        return new TransactionState(others, flights, nonces, head);
    }

    TransactionState plus(Waiting call) {
        var all = new ArrayList<>(waiting);
        all.add(call);
        return withWaiting(all);
    }

    TransactionState with(Waiting changed) {
        return withWaiting(waiting.stream()
                .map(call -> call.id().equals(changed.id()) ? changed : call)
                .toList());
    }

    TransactionState without(Waiting gone) {
        return withWaiting(
                waiting.stream().filter(call -> !call.id().equals(gone.id())).toList());
    }

    TransactionState plus(Flight flight) {
        var all = new ArrayList<>(flights);
        all.add(flight);
        return withFlights(all);
    }

    TransactionState with(Flight changed) {
        return withFlights(flights.stream()
                .map(flight -> flight.nonce() == changed.nonce() ? changed : flight)
                .toList());
    }

    /** With nothing under way the own count is no better than the endpoint's. */
    TransactionState without(Flight gone) {
        var rest = withFlights(flights.stream()
                .filter(flight -> flight.nonce() != gone.nonce())
                .toList());
        return rest.flights.isEmpty() ? rest.with(Nonces::stale) : rest;
    }

    TransactionState withFlights(List<Flight> others) {
        return new TransactionState(waiting, others, nonces, head);
    }
}
