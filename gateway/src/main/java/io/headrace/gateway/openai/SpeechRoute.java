package io.headrace.gateway.openai;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.FileBytes;
import io.headrace.transport.Exchange;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.openai.ApiError;
import io.headrace.wire.openai.Speech;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts, spoken. The answer is the sound itself. */
record SpeechRoute(RequestBodies bodies, ModelNames models, Clerk clerk, SpeechForms forms) {

    void speak(Exchange exchange) throws IOException, InterruptedException, Refused, UnreadableException {
        bodies.<UnreadableException>document(exchange, json -> {
            var asked = Speech.decode(json);
            var form = form(asked.form());
            var request = models.meant(asked.request());
            if (clerk.leaves(exchange, request, FileBytes.NONE)) {
                return;
            }
            var done = clerk.answer(exchange, request, FileBytes.NONE);
            send(exchange, sound(request, done), form, done.modelKind());
        });
    }

    /** A client that leaves it open gets what OpenAI gives, where that is to be had. */
    private Speech.Form form(Optional<Speech.Form> asked) throws Refused {
        var form = asked.orElse(forms.forms().contains(Speech.Form.MP3) ? Speech.Form.MP3 : Speech.Form.WAV);
        if (form != Speech.Form.WAV && !forms.forms().contains(form)) {
            throw new Refused(ApiError.ofRequest(
                            400, "response_format \"" + form + "\" is not made by this gateway; it makes " + names())
                    .withParam("response_format"));
        }
        return form;
    }

    private String names() {
        return Stream.concat(Stream.of(Speech.Form.WAV), forms.forms().stream())
                .distinct()
                .sorted()
                .map(form -> "\"" + form + "\"")
                .collect(Collectors.joining(", "));
    }

    private static Path sound(BatchRequest request, BatchOutcome.Done done) throws Refused {
        var file = done.reply() instanceof BatchReply.Audio(var url)
                ? Optional.ofNullable(done.files().get(url))
                : Optional.<Path>empty();
        return file.orElseThrow(() -> Clerk.otherThanAsked(request));
    }

    private void send(Exchange exchange, Path wave, Speech.Form form, Optional<String> modelKind)
            throws IOException, InterruptedException {
        if (form == Speech.Form.WAV) {
            Answers.file(exchange, form.mediaType(), wave, modelKind);
            return;
        }
        var converted = forms.convert(wave, form);
        try {
            Answers.file(exchange, form.mediaType(), converted, modelKind);
        } finally {
            Files.deleteIfExists(converted);
        }
    }
}
