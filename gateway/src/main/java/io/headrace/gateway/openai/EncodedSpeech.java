package io.headrace.gateway.openai;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.wire.openai.Speech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Speech as MP3, written by a media child.
 *
 * @param folder for what is written, until it is sent
 */
public record EncodedSpeech(MediaEngine media, Path folder) implements SpeechForms {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Set<Speech.Form> forms() {
        return Set.of(Speech.Form.MP3);
    }

    @Override
    public Path convert(Path wave, Speech.Form form) throws IOException, InterruptedException {
        var file = Files.createTempFile(Files.createDirectories(folder), "speech", ".mp3");
        boolean written = false;
        try {
            encode(wave, file);
            written = true;
            return file;
        } finally {
            if (!written) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void encode(Path wave, Path file) throws IOException, InterruptedException {
        try {
            if (media.ask(new MediaRequest.EncodeSpeech(wave, file), PATIENCE)
                    instanceof MediaAnswer.Refused<MediaReply.SpeechEncoded>(var refusal, var _)) {
                throw new IOException("The speech cannot be written as MP3: " + refusal.sentence());
            }
        } catch (ChildException unable) {
            throw new IOException("The speech was not written as MP3: " + unable.getMessage(), unable);
        }
    }
}
