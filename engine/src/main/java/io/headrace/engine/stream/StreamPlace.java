package io.headrace.engine.stream;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/** Where a stream comes from, or goes to. */
public sealed interface StreamPlace {

    /** The pipe between a node and its child, with units as MPEG-TS. */
    record Pipe() implements StreamPlace {
        static final String TEXT = "pipe:";

        @Override
        public String toString() {
            return TEXT;
        }
    }

    /**
     * A server of RTMP.
     *
     * @param address with scheme, host, application and stream
     * @param tcUrl what the server is told that was dialled, where the address names a machine by its number; empty for the
     *     address itself
     */
    record Rtmp(URI address, String tcUrl) implements StreamPlace {
        private static final Set<String> SCHEMES = Set.of("rtmp", "rtmps");

        public Rtmp {
            if (!isOne(address)) {
                throw new IllegalArgumentException("An address of RTMP begins with rtmp://HOST/ or rtmps://HOST/");
            }
        }

        public static Rtmp at(URI address) {
            return new Rtmp(address, "");
        }

        static boolean isOne(URI address) {
            return address.getScheme() != null && SCHEMES.contains(address.getScheme()) && address.getHost() != null;
        }

        /** Without what may hold a key. */
        @Override
        public String toString() {
            return address.getScheme() + "://" + address.getAuthority() + "/…";
        }
    }

    /** A file that is written: an MP4. */
    record File(Path path) implements StreamPlace {
        @Override
        public String toString() {
            return path.toString();
        }
    }
}
