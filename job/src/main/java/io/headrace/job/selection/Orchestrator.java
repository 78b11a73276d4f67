package io.headrace.job.selection;

import io.headrace.crypto.EthAddress;
import java.net.URI;

/**
 * Who might work for a job.
 *
 * @param address who is paid; {@link EthAddress#ZERO} on a network without money
 * @param service where it is reached; an operator may serve from several places under one address
 */
public record Orchestrator(EthAddress address, URI service) {

    /** Whether the same operator is paid, wherever it is reached. */
    public boolean sameOperator(Orchestrator other) {
        return address.isZero() ? equals(other) : address.equals(other.address);
    }

    /** As journals and answers print it: the address, or the place of one that has none. */
    @Override
    public String toString() {
        return address.isZero() ? service.toString() : address.toString();
    }
}
