package io.headrace.webrtc.peer;

import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import io.headrace.webrtc.rtp.Packetizer;
import io.headrace.webrtc.rtp.Rtcp;
import io.headrace.webrtc.rtp.RtpPacket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A publisher that sends made-up pictures, and sends again what the server misses. */
public final class Camera implements Peer.Listener, AutoCloseable {

    private static final byte[] PARAMETERS =
            HexFormat.of().parseHex("000000016742c01ed900a02ff970110000030001000003003c0f162e48" + "0000000168ce01");
    private static final int SSRC = 0x7000_0001;
    private static final int REMEMBERED = 2_000;

    private final Peer peer;
    private final VideoCodec codec;
    private final Predicate<byte[]> lost;
    private final Map<Integer, byte[]> sealed = new ConcurrentHashMap<>();
    private final List<byte[]> pictures = new ArrayList<>();
    private final AtomicInteger keyframesWanted = new AtomicInteger();
    private final AtomicInteger resent = new AtomicInteger();
    private int sequence = 65_000;

    /** @param lost which datagrams the network loses */
    private Camera(Peer peer, VideoCodec codec, Predicate<byte[]> lost) {
        this.peer = peer;
        this.codec = codec;
        this.lost = lost;
    }

    public static Camera on(URI whip) throws Exception {
        return on(whip, Peer.offer("sendonly"), _ -> false);
    }

    public static Camera on(URI whip, PeerOffer offer, Predicate<byte[]> lost) throws Exception {
        var camera = new Camera(Peer.open(whip, offer), VideoCodec.valueOf(offer.codec()), lost);
        camera.peer.connect(camera);
        return camera;
    }

    public Peer peer() {
        return peer;
    }

    /** All that was sent, in order. */
    public List<byte[]> pictures() {
        return pictures;
    }

    public int keyframesWanted() {
        return keyframesWanted.get();
    }

    public int resent() {
        return resent.get();
    }

    /** One of VP8: no more than its first octet says what it is. */
    private static byte[] frame(boolean keyframe, int bytes, int seed) {
        var out = ByteBuffer.allocate(1 + bytes).put((byte) (keyframe ? 0x10 : 0x11));
        while (out.hasRemaining()) {
            out.put((byte) (out.position() * 31 + seed));
        }
        return out.array();
    }

    /** @param bytes of the picture's one slice */
    public static byte[] picture(boolean keyframe, int bytes, int seed) {
        var out = ByteBuffer.allocate((keyframe ? PARAMETERS.length : 0) + 7 + bytes);
        if (keyframe) {
            out.put(PARAMETERS);
        }
        out.putInt(1).put((byte) (keyframe ? 0x65 : 0x41));
        out.put((byte) (1 + seed % 250)).put((byte) (1 + seed / 250));
        while (out.hasRemaining()) {
            out.put((byte) (1 + (out.position() * 31 + seed) % 250));
        }
        return out.array();
    }

    /** The packets of the next picture, sealed and not sent. */
    public List<byte[]> packets(boolean keyframe, int bytes) {
        byte[] picture = codec == VideoCodec.VP8
                ? frame(keyframe, bytes, pictures.size())
                : picture(keyframe, bytes, pictures.size());
        int timestamp = pictures.size() * 3_000 - 100_000;
        pictures.add(picture);
        return packets(MediaBytes.owning(picture), timestamp);
    }

    private List<byte[]> packets(MediaBytes picture, int timestamp) {
        var packets = new ArrayList<byte[]>();
        var payloads = Packetizer.payloads(codec, picture);
        for (int i = 0; i < payloads.size(); i++) {
            int number = sequence++ & 0xffff;
            byte[] packet = peer.seal(new RtpPacket(
                    PeerOffer.VIDEO,
                    i == payloads.size() - 1,
                    number,
                    timestamp,
                    SSRC,
                    payloads.get(i),
                    OptionalInt.empty()));
            sealed.put(number, packet);
            packets.add(packet);
        }
        return packets;
    }

    public void send(boolean keyframe, int bytes) {
        packets(keyframe, bytes).forEach(this::sendUnlessLost);
    }

    /** @param picture that somebody encoded; not remembered */
    public void send(MediaBytes picture, int timestamp) {
        packets(picture, timestamp).forEach(this::sendUnlessLost);
        sealed.keySet().removeIf(number -> (sequence - number & 0xffff) > REMEMBERED);
    }

    public void sendSound(int number) {
        peer.sendRaw(peer.seal(new RtpPacket(
                PeerOffer.SOUND,
                false,
                number,
                number * 960,
                SSRC + 1,
                ByteBuffer.wrap(new byte[] {(byte) 0xfc, (byte) number}),
                OptionalInt.empty())));
    }

    private void sendUnlessLost(byte[] packet) {
        if (!lost.test(packet)) {
            peer.sendRaw(packet);
        }
    }

    @Override
    public void media(byte[] packet, int length) {
        throw new IllegalStateException("A publisher is sent no media");
    }

    @Override
    public void report(byte[] compound, int length) {
        for (var message : Rtcp.parse(ByteBuffer.wrap(compound, 0, length))) {
            if (message instanceof Rtcp.Message.KeyframeWanted) {
                keyframesWanted.incrementAndGet();
            } else if (message instanceof Rtcp.Message.Missing(var _, var sequences)) {
                sequences.forEach(this::sendAgain);
            }
        }
    }

    private void sendAgain(int number) {
        byte[] packet = sealed.get(number);
        if (packet != null) {
            resent.incrementAndGet();
            sendUnlessLost(packet);
        }
    }

    @Override
    public void idle() {
        // pictures are sent when the test says so
    }

    @Override
    public void close() {
        peer.close();
    }
}
