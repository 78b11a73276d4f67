package io.headrace.node.local;

import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a network is made of, ended in the opposite order of its beginning. */
final class Parts {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private Parts() {}

    /** Ends every part, also after one that will not. */
    static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception stubborn) { // whatever it is, the other parts must end too
                LOG.warn("A part of the network did not end", stubborn);
            }
        }
    }
}
