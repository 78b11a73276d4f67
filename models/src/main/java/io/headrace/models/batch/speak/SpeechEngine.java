package io.headrace.models.batch.speak;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.reply.Medium;
import io.headrace.models.batch.reply.Reply;
import io.headrace.models.frame.Kind;
import java.util.Arrays;

/**
 * Answers {@code text-to-speech} (pipelines reference section 1.2) with a WAV of 16 kHz: the one voice of FreeTTS, intelligible and
 * plainly a machine's. A wish for another voice ({@code description}) is passed over.
 */
public final class SpeechEngine implements BatchEngine {

    public static final String PIPELINE = "text-to-speech";

    private static final EngineManifest MANIFEST = new EngineManifest(
            "headrace/freetts-kevin16",
            PIPELINE,
            Kind.REAL,
            "FreeTTS 1.2.2 with the diphone voice kevin16 of Carnegie Mellon University",
            "BSD-style, see NOTICE",
            "diphones of one American speaker, recorded by Carnegie Mellon University",
            "not measured; English alone",
            "");

    private static final String VOICE = "kevin16";
    private static final int MAX_TEXT = 5_000;

    private final Voice voice;

    private SpeechEngine(Voice voice) {
        this.voice = voice;
    }

    public static BatchModel model() {
        return new BatchModel() {
            @Override
            public EngineManifest manifest() {
                return MANIFEST;
            }

            @Override
            public BatchEngine open() {
                var voice = Arrays.stream(new KevinVoiceDirectory().getVoices())
                        .filter(one -> one.getName().equals(VOICE))
                        .findFirst()
                        .orElseThrow();
                voice.allocate();
                return new SpeechEngine(voice);
            }
        };
    }

    @Override
    public Reply answer(Form request) throws RequestRefused, EngineException {
        var pieces = Speakable.pieces(Speakable.of(request.required("text", MAX_TEXT)));
        if (pieces.isEmpty()) {
            throw RequestRefused.badValue("text has nothing in it that an English voice can say.");
        }
        var recording = new Recording();
        voice.setAudioPlayer(recording);
        for (var piece : pieces) {
            boolean spoken = voice.speak(piece);
            if (recording.isTooLong()) {
                throw RequestRefused.badValue(
                        "text takes more than " + Recording.MAX_SECONDS + " s to say. Send it in parts.");
            }
            if (!spoken) {
                throw new EngineException("The voice could not say " + Form.shown(piece) + ".");
            }
        }
        if (recording.isSilent()) {
            throw new EngineException("The voice said nothing.");
        }
        return new Reply.Audio(new Medium.File("audio/wav", recording.toWav("made by " + MANIFEST.id() + " (real)")));
    }

    @Override
    public void close() {
        voice.deallocate();
    }
}
