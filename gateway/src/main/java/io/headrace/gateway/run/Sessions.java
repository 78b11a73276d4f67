package io.headrace.gateway.run;

import io.headrace.crypto.EthAddress;
import io.headrace.gateway.peer.PeerException;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The agreements of one job with orchestrators, by the job's numbers of them. Any thread. Who might have to be asked first blocks
 * the caller's virtual thread; what is known already is also there without waiting.
 */
public interface Sessions {

    /** Who might work for the job. */
    List<Candidate> candidates() throws InterruptedException;

    /** The same, at once; empty when somebody would have to be asked. */
    default Optional<List<Candidate>> candidatesAtHand() {
        return Optional.empty();
    }

    /** Agrees with that one; work can be sent in the session when this returns. */
    void open(int number, Candidate candidate) throws PeerException;

    /** The same, at once; false when it would have to be asked, and then nothing was done. */
    default boolean openAtHand(int number, Candidate candidate) {
        return false;
    }

    /** No unit uses it any more. */
    void close(int number);

    void closeAll();

    /** Everybody whom the job has an agreement with. */
    Stream<Orchestrator> orchestrators();

    /** Those of that address, each once. */
    default List<Orchestrator> at(EthAddress address) {
        return orchestrators()
                .filter(each -> each.address().equals(address))
                .distinct()
                .toList();
    }
}
