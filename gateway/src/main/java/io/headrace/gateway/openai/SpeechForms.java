package io.headrace.gateway.openai;

import io.headrace.wire.openai.Speech;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Writes speech in other forms than WAV, as which it is made. Any thread. */
public interface SpeechForms {

    /** There are no others. */
    SpeechForms WAVE_ONLY = new SpeechForms() {
        @Override
        public Set<Speech.Form> forms() {
            return Set.of();
        }

        @Override
        public Path convert(Path wave, Speech.Form form) {
            throw new IllegalArgumentException("Nothing here writes " + form);
        }
    };

    /** Those that {@link #convert} writes; WAV need not be among them. */
    Set<Speech.Form> forms();

    /**
     * Blocks.
     *
     * @param form one of {@link #forms}
     * @return a new file beside the first one, or elsewhere; whoever asked deletes it
     * @throws IOException when it cannot be converted; the message says why
     */
    Path convert(Path wave, Speech.Form form) throws IOException, InterruptedException;
}
