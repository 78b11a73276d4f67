package io.headrace.gateway.openai;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.FileBytes;
import io.headrace.transport.Exchange;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.openai.ApiError;
import io.headrace.wire.openai.ImageGenerations;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.time.InstantSource;

/** Pictures from prompts, and from other pictures. */
record ImagesRoute(
        RequestBodies bodies,
        ModelNames models,
        Clerk clerk,
        FileProbe probe,
        ResultAddresses addresses,
        InstantSource clock) {

    private static final String IMAGE = "image";
    private static final String MASK = "mask";

    void generate(Exchange exchange) throws IOException, InterruptedException, Refused, UnreadableException {
        bodies.<UnreadableException>document(
                exchange, json -> answer(exchange, ImageGenerations.decode(json), FileBytes.NONE));
    }

    void edit(Exchange exchange) throws IOException, InterruptedException, Refused, UnreadableException {
        bodies.<UnreadableException>form(exchange, form -> {
            if (!form.files(MASK).isEmpty()) {
                throw new Refused(
                        ApiError.ofRequest(400, "No pipeline of the network heeds a mask; the whole picture is edited")
                                .withParam(MASK));
            }
            var picture = RequestBodies.onlyFile(form, IMAGE);
            var described = picture.described(probe.probe(picture.upload().onDisk()));
            answer(
                    exchange,
                    ImageGenerations.decodeEdit(form.fields(), described),
                    picture.upload().bytes());
        });
    }

    private void answer(Exchange exchange, ImageGenerations.Asked asked, FileBytes file)
            throws IOException, InterruptedException, Refused, UnreadableException {
        var request = models.meant(asked.request());
        if (clerk.leaves(exchange, request, file)) {
            return;
        }
        var done = clerk.answer(exchange, request, file);
        if (!(done.reply() instanceof BatchReply.Images images)) {
            throw Clerk.otherThanAsked(request);
        }
        var text = ImageGenerations.encode(shown(exchange, images, done, asked.form()), asked.form(), clock.instant());
        Answers.text(exchange, Answers.JSON, text, done.modelKind());
    }

    private BatchReply.Images shown(
            Exchange exchange, BatchReply.Images images, BatchOutcome.Done done, ImageGenerations.Form form)
            throws IOException, Refused {
        return switch (form) {
            case ADDRESS -> addresses.absolute(exchange, images);
            case BASE64 -> addresses.inline(images, done.files());
        };
    }
}
