package io.headrace.webrtc.peer;

import io.headrace.media.VideoCodec;
import io.headrace.webrtc.rtp.CodedPicture;
import io.headrace.webrtc.rtp.PictureAssembler;
import io.headrace.webrtc.rtp.ReorderBuffer;
import io.headrace.webrtc.rtp.RtcpCompound;
import io.headrace.webrtc.rtp.RtpPacket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A viewer that collects pictures and asks again for what it misses. */
public final class Screen implements Peer.Listener, AutoCloseable {

    private static final int SSRC = 0x7100_0001;

    private final Peer peer;
    private final Predicate<byte[]> lost;
    private final ReorderBuffer order = new ReorderBuffer(ReorderBuffer.Patience.DEFAULT);
    private final PictureAssembler assembler;
    private final BlockingQueue<CodedPicture> pictures = new LinkedBlockingQueue<>();
    private final BlockingQueue<RtpPacket> sounds = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger repaired = new AtomicInteger();
    private int ssrc;

    private Screen(Peer peer, VideoCodec codec, Predicate<byte[]> lost) {
        this.peer = peer;
        this.assembler = PictureAssembler.of(codec, 1 << 22, List.of());
        this.lost = lost;
    }

    public static Screen on(URI whep) throws Exception {
        return on(whep, _ -> false);
    }

    /** @param lost which datagrams the network loses */
    public static Screen on(URI whep, Predicate<byte[]> lost) throws Exception {
        return on(whep, Peer.offer("recvonly"), lost);
    }

    public static Screen on(URI whep, PeerOffer offer, Predicate<byte[]> lost) throws Exception {
        var screen = new Screen(Peer.open(whep, offer), VideoCodec.valueOf(offer.codec()), lost);
        screen.peer.connect(screen);
        return screen;
    }

    public Peer peer() {
        return peer;
    }

    /** The next picture, or null when none comes within that time. */
    public @Nullable CodedPicture next(long withinMs) throws InterruptedException {
        return pictures.poll(withinMs, TimeUnit.MILLISECONDS);
    }

    public @Nullable RtpPacket nextSound(long withinMs) throws InterruptedException {
        return sounds.poll(withinMs, TimeUnit.MILLISECONDS);
    }

    /** How many packets were asked for again. */
    public int asked() {
        return asked.get();
    }

    /** How many packets came in the stream of repairs. */
    public int repaired() {
        return repaired.get();
    }

    @Override
    public boolean loses(byte[] sealed) {
        return lost.test(sealed);
    }

    @Override
    public void media(byte[] packet, int length) {
        var parsed = RtpPacket.parse(packet, length, 0).orElseThrow();
        switch (parsed.payloadType()) {
            case PeerOffer.SOUND -> sounds.add(parsed);
            case PeerOffer.REPAIR -> {
                repaired.incrementAndGet();
                parsed.original(PeerOffer.VIDEO, ssrc)
                        .ifPresent(original -> assemble(order.add(original, System.nanoTime())));
            }
            default -> {
                ssrc = parsed.ssrc();
                assemble(order.add(parsed, System.nanoTime()));
            }
        }
    }

    private void assemble(List<ReorderBuffer.Output> outputs) {
        for (var output : outputs) {
            switch (output) {
                case ReorderBuffer.Output.Packet(var packet) -> pictures.addAll(assembler.add(packet));
                case ReorderBuffer.Output.Gap _ -> assembler.gap();
            }
        }
    }

    @Override
    public void report(byte[] compound, int length) {
        // when the stream's clock shows what is of no use here
    }

    @Override
    public void idle() {
        long now = System.nanoTime();
        assemble(order.advance(now));
        var missing = order.due(now);
        if (!missing.isEmpty()) {
            asked.addAndGet(missing.size());
            peer.send(RtcpCompound.receiving(SSRC, List.of()).missing(ssrc, missing));
        }
    }

    /** Asks for a keyframe. */
    public void wantKeyframe() {
        peer.send(RtcpCompound.receiving(SSRC, List.of()).keyframeWanted(ssrc));
    }

    @Override
    public void close() {
        peer.close();
    }
}
