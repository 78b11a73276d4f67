package io.headrace.admin;

import java.util.List;
import java.util.Optional;

/** How the frames of real-time streams fly. Any thread. */
public interface FramesView {

    /** Of a node without such streams. */
    FramesView NONE = new FramesView() {
        @Override
        public List<String> streams() {
            return List.of();
        }

        @Override
        public Optional<String> frames(String stream) {
            return Optional.empty();
        }
    };

    /** Their names. */
    List<String> streams();

    /** A JSON document; empty for a stream that is not known. */
    Optional<String> frames(String stream);
}
