package io.headrace.models.batch.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * How good the network is that is checked in, beside bicubic scaling: pictures are halved, enlarged again and compared with what
 * they were, in luma, borders left out.
 */
class UpscaleScoreTest {

    /** Installed by Debian's package mate-backgrounds; photographs that the network has never seen. */
    private static final Path PHOTOGRAPHS = Path.of("/usr/share/backgrounds/mate/nature");

    private static final int UNSEEN_SEED = 999;
    private static final int BORDER = 4;
    private static final int MAX_SIDE = 640;

    private record Score(double bicubic, double network) {
        double gain() {
            return network - bicubic;
        }
    }

    @Test
    void isFarBetterThanBicubicOnDrawnPicturesItNeverSaw() throws Exception {
        try (var network = new Network()) {
            var pictures = new ProceduralPictures(UNSEEN_SEED);
            double gain = IntStream.range(0, 20)
                    .mapToObj(_ -> network.score(pictures.drawLuma(192)))
                    .mapToDouble(Score::gain)
                    .average()
                    .orElseThrow();

            System.out.printf("drawn pictures: %+.2f dB%n", gain);
            assertThat(gain).isGreaterThan(3);
        }
    }

    @Test
    void isBetterThanBicubicOnPhotographs() throws Exception {
        assumeTrue(Files.isDirectory(PHOTOGRAPHS), "Debian's mate-backgrounds is not installed");
        try (var network = new Network();
                var files = Files.list(PHOTOGRAPHS)) {
            var scores = files.sorted()
                    .map(UpscaleScoreTest::photograph)
                    .map(network::score)
                    .toList();

            double gain = scores.stream().mapToDouble(Score::gain).average().orElseThrow();
            long better = scores.stream().filter(score -> score.gain() > 0).count();
            System.out.printf("photographs: %+.2f dB, better for %d of %d%n", gain, better, scores.size());
            assertThat(gain).isGreaterThan(0.5);
            assertThat(better).isGreaterThanOrEqualTo(scores.size() * 3L / 4);
        }
    }

    /** Each pixel the mean of a square of the file's, so that no trace of its compression is left. */
    private static Plane photograph(Path file) {
        try {
            var image = ImageIO.read(file.toFile());
            int shrunk = Math.ceilDiv(Math.max(image.getWidth(), image.getHeight()), MAX_SIDE);
            var small = new BufferedImage(
                    image.getWidth() / shrunk & ~1, image.getHeight() / shrunk & ~1, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < small.getHeight(); y++) {
                for (int x = 0; x < small.getWidth(); x++) {
                    small.setRGB(x, y, mean(image, x * shrunk, y * shrunk, shrunk));
                }
            }
            return ProceduralPictures.luma(small);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    private static int mean(BufferedImage image, int left, int top, int side) {
        int[] colours = image.getRGB(left, top, side, side, null, 0, side);
        int mean = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int place = shift;
            long sum = IntStream.of(colours)
                    .mapToLong(colour -> colour >> place & 0xff)
                    .sum();
            mean |= (int) (sum / colours.length) << shift;
        }
        return mean;
    }

    /** The file as it is, without tiles: grey in, grey out. */
    private static final class Network implements AutoCloseable {
        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession session;

        Network() throws OrtException {
            try (var options = new OrtSession.SessionOptions()) {
                session = environment.createSession(Upscalers.embeddedFile(), options);
            }
        }

        Score score(Plane original) {
            var small = Bicubic.half(original);
            return new Score(
                    Bicubic.twice(small).psnr(original, BORDER), enlarged(small).psnr(original, BORDER));
        }

        private Plane enlarged(Plane small) {
            int pixels = small.width() * small.height();
            var samples = FloatBuffer.allocate(3 * pixels);
            for (int i = 0; i < samples.limit(); i++) {
                samples.put(i, small.at(i % pixels % small.width(), i % pixels / small.width()));
            }
            long[] shape = {1, 3, small.height(), small.width()};
            try (var in = OnnxTensor.createTensor(environment, samples, shape);
                    var out = session.run(Map.of("in", in))) {
                float[] large = new float[4 * pixels];
                ((OnnxTensor) out.get(0)).getFloatBuffer().get(large);
                return new Plane(2 * small.width(), 2 * small.height(), large);
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws OrtException {
            session.close();
        }
    }
}
