package io.headrace.webrtc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.MediaBytes;
import io.headrace.webrtc.peer.Camera;
import io.headrace.webrtc.peer.Peer;
import io.headrace.webrtc.peer.Screen;
import io.headrace.webrtc.rtp.CodedPicture;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures and sound through the real server, over UDP. */
class RelaysMediaTest {

    /** As long as a packet of sound lasts: viewers hear what comes as fast as it is heard. */
    private static final long SOUND_PACKET_MS = 20;

    private static final int TRIES = 100;
    private static final long SHORTLY_MS = 50;
    private static final long PATIENCE_MS = 20_000;

    private RelayServer server;

    @BeforeEach
    void start() throws Exception {
        server = RelayServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Sends keyframes until one is seen, since nobody says when a viewer's session can send. */
    private static CodedPicture untilSeen(Camera camera, Screen screen) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            camera.send(true, 3_000);
            var seen = screen.next(SHORTLY_MS);
            if (seen != null) {
                return latest(camera, screen, seen);
            }
        }
        throw new AssertionError("No picture came through");
    }

    /** Keyframes that were sent while the first was on its way still come. */
    private static CodedPicture latest(Camera camera, Screen screen, CodedPicture seen) throws InterruptedException {
        var latest = seen;
        while (!Arrays.equals(bytes(latest), camera.pictures().getLast())) {
            latest = requireNonNull(screen.next(PATIENCE_MS));
        }
        return latest;
    }

    private static byte[] bytes(CodedPicture picture) {
        var buffer = picture.bytes().asByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void aViewerSeesEveryPictureAsItWasSent() throws Exception {
        try (var camera = Camera.on(server.whip("a-b-c"));
                var screen = Screen.on(server.whep("a-b-c"))) {
            var first = untilSeen(camera, screen);
            int firstSent = find(camera.pictures(), bytes(first));

            for (int i = 0; i < 100; i++) {
                camera.send(false, 200 + 97 * i);
                assertThat(bytes(requireNonNull(screen.next(PATIENCE_MS))))
                        .isEqualTo(camera.pictures().get(firstSent + 1 + i));
            }
            assertThat(camera.keyframesWanted()).isPositive();
        }
    }

    private static int find(List<byte[]> pictures, byte[] picture) {
        for (int i = 0; i < pictures.size(); i++) {
            if (Arrays.equals(pictures.get(i), picture)) {
                return i;
            }
        }
        throw new AssertionError("A picture that was never sent");
    }

    @Test
    void repairsWhatIsLostOnBothLegs() throws Exception {
        var up = loses(2, 1);
        var down = loses(2, 2);
        try (var camera = Camera.on(server.whip("s"), Peer.offer("sendonly"), up);
                var screen = Screen.on(server.whep("s"), down)) {
            var seen = new ArrayList<byte[]>();
            seen.add(bytes(untilSeen(camera, screen)));
            int sent = 0;
            while (seen.size() < 300 && sent < 2_000) {
                camera.send(sent++ % 30 == 0, 5_000);
                var picture = screen.next(15);
                while (picture != null) {
                    seen.add(bytes(picture));
                    picture = screen.next(0);
                }
            }

            var places =
                    seen.stream().map(each -> find(camera.pictures(), each)).toList();
            assertThat(places).isSorted().doesNotHaveDuplicates();
            // unrepaired, each keyframe would be followed by a few pictures only
            assertThat((places.getLast() - places.getFirst() + 1) * 9L).isLessThan(places.size() * 10L);
            assertThat(seen).hasSizeGreaterThanOrEqualTo(300);
            assertThat(camera.resent()).isPositive();
            assertThat(screen.asked()).isPositive();
            assertThat(screen.repaired()).isPositive();
        }
    }

    @Test
    void sendsPacketsAgainAsTheyWereToAViewerThatKnowsNoRepairs() throws Exception {
        var losing = new AtomicBoolean();
        var offer = Peer.offer("recvonly").withoutRepairs();
        try (var camera = Camera.on(server.whip("s"));
                var screen = Screen.on(server.whep("s"), offer, _ -> losing.getAndSet(false))) {
            int first = find(camera.pictures(), bytes(untilSeen(camera, screen)));
            losing.set(true);
            camera.send(false, 5_000);

            assertThat(bytes(requireNonNull(screen.next(PATIENCE_MS))))
                    .isEqualTo(camera.pictures().get(first + 1));
            assertThat(screen.asked()).isPositive();
            assertThat(screen.repaired()).isZero();
        }
    }

    @Test
    void mediaGoesOnThroughARestartOfIceAndAnotherAddress() throws Exception {
        try (var camera = Camera.on(server.whip("s"));
                var screen = Screen.on(server.whep("s"))) {
            int first = find(camera.pictures(), bytes(untilSeen(camera, screen)));

            camera.peer().restart();
            screen.peer().restart();
            camera.send(false, 5_000);
            assertThat(bytes(requireNonNull(screen.next(PATIENCE_MS))))
                    .isEqualTo(camera.pictures().get(first + 1));

            camera.peer().move();
            screen.peer().move();
            camera.send(false, 5_000);
            assertThat(bytes(requireNonNull(screen.next(PATIENCE_MS))))
                    .isEqualTo(camera.pictures().get(first + 2));
        }
    }

    private static Predicate<byte[]> loses(int percent, int seed) {
        var random = new Random(seed);
        return _ -> random.nextInt(100) < percent;
    }

    @Test
    void putsPacketsInOrderAndTakesEachOnce() throws Exception {
        try (var camera = Camera.on(server.whip("s"));
                var screen = Screen.on(server.whep("s"))) {
            int first = find(camera.pictures(), bytes(untilSeen(camera, screen)));
            var packets = new ArrayList<>(camera.packets(false, 20_000));
            Collections.shuffle(packets, new Random(3));

            for (var packet : packets) {
                byte[] forged = packet.clone();
                forged[20] ^= 1;
                camera.peer().sendRaw(forged);
                camera.peer().sendRaw(packet);
                camera.peer().sendRaw(packet.clone());
            }

            CodedPicture seen = requireNonNull(screen.next(PATIENCE_MS));
            assertThat(bytes(seen)).isEqualTo(camera.pictures().get(first + 1));
            camera.send(false, 100);
            assertThat(bytes(requireNonNull(screen.next(PATIENCE_MS))))
                    .isEqualTo(camera.pictures().get(first + 2));
        }
    }

    @Test
    void goesOnThroughGarbage() throws Exception {
        var random = new Random(4);
        try (var camera = Camera.on(server.whip("s"));
                var screen = Screen.on(server.whep("s"))) {
            int first = find(camera.pictures(), bytes(untilSeen(camera, screen)));
            for (int i = 0; i < 1_000; i++) {
                byte[] garbage = new byte[1 + random.nextInt(1_400)];
                random.nextBytes(garbage);
                camera.peer().sendRaw(garbage);
            }
            camera.send(false, 100);

            assertThat(bytes(requireNonNull(screen.next(PATIENCE_MS))))
                    .isEqualTo(camera.pictures().get(first + 1));
        }
    }

    @Test
    void aLateViewerBeginsAtAKeyframeThatItAskedFor() throws Exception {
        try (var camera = Camera.on(server.whip("s"));
                var early = Screen.on(server.whep("s"))) {
            untilSeen(camera, early);
            int answered = camera.keyframesWanted();
            try (var late = Screen.on(server.whep("s"))) {
                var seen = late.next(SHORTLY_MS);
                for (int i = 0; i < TRIES && seen == null; i++) {
                    int wanted = camera.keyframesWanted();
                    camera.send(wanted > answered, 100);
                    answered = wanted;
                    seen = late.next(SHORTLY_MS);
                }
                assertThat(requireNonNull(seen).keyframe()).isTrue();
            }
        }
    }

    @Test
    void handsSoundOn() throws Exception {
        try (var camera = Camera.on(server.whip("s"));
                var screen = Screen.on(server.whep("s"))) {
            untilSeen(camera, screen);
            camera.sendSound(0);
            var one = screen.nextSound(SOUND_PACKET_MS);
            int sent = 1;
            for (; sent < TRIES && one == null; sent++) {
                camera.sendSound(sent);
                one = screen.nextSound(SOUND_PACKET_MS);
            }
            int first = requireNonNull(one).payload().get(1);
            if (sent == first + 1) {
                camera.sendSound(sent);
            }
            var two = requireNonNull(screen.nextSound(PATIENCE_MS));

            assertThat(one.payload()).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0xfc, (byte) first}));
            assertThat(two.payload()).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0xfc, (byte) (first + 1)}));
            assertThat(two.timestamp() - one.timestamp()).isEqualTo(960);
        }
    }

    /** As FFmpeg offers it. */
    @Test
    void beginsTheHandshakeWhereTheOfferAwaitsIt() throws Exception {
        try (var camera = Camera.on(server.whip("s"), Peer.offer("sendonly").passive(), _ -> false);
                var screen = Screen.on(server.whep("s"))) {
            assertThat(camera.peer().answer()).contains("a=setup:active");
            assertThat(untilSeen(camera, screen).keyframe()).isTrue();
        }
    }

    @Test
    void letsViewersGoWhenPicturesComeThatTheyCannotShow() throws Exception {
        try (var camera = Camera.on(server.whip("s"));
                var screen = Screen.on(server.whep("s"))) {
            untilSeen(camera, screen);
            var withBFrames = MediaBytes.owning(HexFormat.of()
                    .parseHex("00000001674d401eeca05017fcb80880000003008000001e078b16cb" + "0000000168ef8fc8"
                            + "000000016588840a"));
            camera.send(withBFrames, camera.pictures().size() * 3_000 - 100_000);

            assertThat(screen.peer().ended().get(PATIENCE_MS, TimeUnit.MILLISECONDS))
                    .isTrue();
            var again = Peer.post(server.whep("s"), Peer.offer("recvonly").text());
            assertThat(again.statusCode()).isEqualTo(406);
            assertThat(again.body()).contains("B-frames", "Turn them off");
        }
    }

    @Test
    void relaysVp8AsItWasSent() throws Exception {
        try (var camera = Camera.on(server.whip("s"), Peer.offer("sendonly").withCodec("VP8"), _ -> false);
                var screen = Screen.on(server.whep("s"), Peer.offer("recvonly").withCodec("VP8"), _ -> false)) {
            int first = find(camera.pictures(), bytes(untilSeen(camera, screen)));

            for (int i = 1; i <= 100; i++) {
                camera.send(i % 30 == 0, 200 + 97 * i);
                assertThat(bytes(requireNonNull(screen.next(PATIENCE_MS))))
                        .isEqualTo(camera.pictures().get(first + i));
            }
            assertThat(camera.keyframesWanted()).isPositive();
        }
    }
}
