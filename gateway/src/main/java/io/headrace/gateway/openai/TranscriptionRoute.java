package io.headrace.gateway.openai;

import io.headrace.transport.Exchange;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.openai.AudioTranscriptions;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;

/** What is said in a recording. */
record TranscriptionRoute(RequestBodies bodies, ModelNames models, Clerk clerk, FileProbe probe) {

    void transcribe(Exchange exchange) throws IOException, InterruptedException, Refused, UnreadableException {
        bodies.<UnreadableException>form(exchange, form -> {
            var recording = RequestBodies.onlyFile(form, AudioTranscriptions.FILE_FIELD);
            var described = recording.described(probe.probe(recording.upload().onDisk()));
            var asked = AudioTranscriptions.decode(form.fields(), described);
            var request = models.meant(asked.request());
            if (clerk.leaves(exchange, request, recording.upload().bytes())) {
                return;
            }
            var done = clerk.answer(exchange, request, recording.upload().bytes());
            if (!(done.reply() instanceof BatchReply.Transcript transcript)) {
                throw Clerk.otherThanAsked(request);
            }
            var text = AudioTranscriptions.encode(transcript, asked.form());
            Answers.text(exchange, mediaType(asked.form()), text, done.modelKind());
        });
    }

    private static String mediaType(AudioTranscriptions.Form form) {
        return switch (form) {
            case JSON, VERBOSE_JSON -> Answers.JSON;
            case TEXT, SRT -> "text/plain; charset=utf-8";
            case VTT -> "text/vtt; charset=utf-8";
        };
    }
}
