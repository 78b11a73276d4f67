package io.headrace.node.role;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchPlace;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Requests as orchestrators send them. */
final class BatchBench {

    private static final Pattern DATA = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)");
    private static final BatchCall FORM =
            new BatchCall("multipart/form-data; boundary=B", Duration.ofMinutes(2), 1 << 20, 64 << 20);
    private static final BatchCall DOCUMENT =
            new BatchCall("application/json", Duration.ofMinutes(2), 1 << 20, 1 << 20);

    private BatchBench() {}

    /** A small picture with something to see. */
    static byte[] picture() throws IOException {
        var image = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillOval(8, 4, 24, 24);
        pen.dispose();
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    static CompletableFuture<BatchAnswer> upscale(BatchPlace place, byte[] picture, String model) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(part("name=\"image\"; filename=\"a.png\"", ""));
        body.writeBytes(picture);
        body.writeBytes("\r\n".getBytes(UTF_8));
        body.writeBytes(part("name=\"prompt\"", "\r\n"));
        body.writeBytes(part("name=\"model_id\"", model + "\r\n--B--\r\n"));
        return ask(place, FORM, body.toByteArray());
    }

    private static byte[] part(String names, String content) {
        return ("--B\r\nContent-Disposition: form-data; " + names + "\r\n\r\n" + content).getBytes(UTF_8);
    }

    static CompletableFuture<BatchAnswer> chat(BatchPlace place, String words) {
        var document = "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]}";
        return ask(place, DOCUMENT, document.getBytes(UTF_8));
    }

    private static CompletableFuture<BatchAnswer> ask(BatchPlace place, BatchCall call, byte[] body) {
        var answer = new CompletableFuture<BatchAnswer>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(place.send(call, new ByteArrayInputStream(body)));
            } catch (InterruptedException | RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    static BatchAnswer.Answered answered(CompletableFuture<BatchAnswer> answer) throws Exception {
        var got = answer.get(100, TimeUnit.SECONDS);
        if (got instanceof BatchAnswer.Answered made) {
            return made;
        }
        throw new IllegalStateException(got.toString());
    }

    /** The first picture that is written into a document. */
    static byte[] made(byte[] document) {
        var data = DATA.matcher(new String(document, UTF_8));
        if (!data.find()) {
            throw new IllegalArgumentException(new String(document, UTF_8));
        }
        return Base64.getDecoder().decode(data.group(1));
    }
}
