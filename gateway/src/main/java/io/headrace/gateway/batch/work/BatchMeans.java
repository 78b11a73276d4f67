package io.headrace.gateway.batch.work;

import io.headrace.crypto.SecretSource;
import io.headrace.gateway.batch.BatchConfig;
import io.headrace.gateway.batch.result.ResultShelf;
import io.headrace.transport.address.HostNames;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * What all batch requests of a gateway share. Any thread.
 *
 * @param told what the gateway itself took of a request whose client gets its answer
 */
record BatchMeans(
        BatchConfig config,
        ResultShelf shelf,
        HostNames names,
        SecretSource secrets,
        Consumer<Duration> told,
        KeptAgreements agreements,
        Absences absences) {

    private static final int BOUNDARY_BYTES = 30;

    /** For a form: it does not occur in any file. */
    String boundary() {
        return HexFormat.of().formatHex(secrets.bytes(BOUNDARY_BYTES));
    }
}
