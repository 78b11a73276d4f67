package io.headrace.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A network that a command starts for itself; supplied by the program's assembly. */
public interface EmbeddedNetwork {

    /**
     * Starts one.
     *
     * @param data where the job's record is kept; empty for the usual place
     * @param preset how much the encoders try
     */
    Running start(Optional<Path> data, String preset);

    /** Ends the network with everything it began. */
    interface Running extends AutoCloseable {
        URI gateway();

        /** Once the job is over: brings what the orchestrators know of it into the gateway's record. */
        void keepRecord(String job);

        @Override
        void close();
    }
}
