package io.headrace.webrtc.sdp;

import io.headrace.webrtc.dtls.Fingerprint;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes what is answered to an offer (RFC 8829 section 5.3): one bundle, ICE lite, all our addresses at once.
 *
 * @param fragment ours, for the client's connectivity checks
 * @param password ours
 * @param fingerprint of the certificate that we show
 * @param addresses where we are reached, best first
 * @param videoSsrc of what we send; unused when we receive
 * @param repairSsrc of pictures' packets that we send again, where the client tells them apart (RFC 4588)
 */
public record Answer(
        String fragment,
        String password,
        Fingerprint fingerprint,
        List<InetSocketAddress> addresses,
        int videoSsrc,
        int repairSsrc,
        int soundSsrc) {

    private static final String END = "\r\n";

    /** RFC 8445 section 5.1.2: host candidates, the first one best. */
    private static final int HOST_PREFERENCE = 126 << 24;

    private static final int LOCAL_PREFERENCE = 65_535;
    private static final int COMPONENT = 255;

    public Answer {
        addresses = List.copyOf(addresses);
    }

    /** @param session a number that no other session of ours has */
    public String to(Agreement agreement, long session) {
        var out = new StringBuilder();
        line(out, "v=0");
        line(out, "o=- " + session + " 1 IN IP4 127.0.0.1");
        line(out, "s=-");
        line(out, "t=0 0");
        line(out, "a=ice-lite");
        line(out, bundle(agreement));
        line(out, "a=msid-semantic: WMS *");
        for (int i = 0; i < agreement.offer().media().size(); i++) {
            section(out, agreement, i);
        }
        return out.toString();
    }

    private static String bundle(Agreement agreement) {
        return "a=group:BUNDLE "
                + agreement.tracks().stream()
                        .sorted((one, other) -> Integer.compare(one.section(), other.section()))
                        .map(track -> agreement.offered(track).mid())
                        .collect(Collectors.joining(" "));
    }

    /** How we are reached from now on, and no more (RFC 8840 section 9): of the section that all share the way of. */
    public String fragment(Agreement agreement) {
        var first = agreement.tracks().stream()
                .min((one, other) -> Integer.compare(one.section(), other.section()))
                .orElseThrow();
        var offered = agreement.offered(first);
        var out = new StringBuilder();
        line(out, "a=ice-lite");
        line(out, bundle(agreement));
        line(out, "m=" + offered.kind() + " 9 UDP/TLS/RTP/SAVPF " + first.payloadType());
        line(out, "a=mid:" + offered.mid());
        reached(out);
        return out.toString();
    }

    private void section(StringBuilder out, Agreement agreement, int index) {
        Optional<Track> track = agreement.tracks().stream()
                .filter(each -> each.section() == index)
                .findFirst();
        var offered = agreement.offer().media().get(index);
        if (track.isPresent()) {
            accept(out, agreement, track.get(), offered);
        } else {
            refuse(out, offered);
        }
    }

    private static void refuse(StringBuilder out, MediaOffer offered) {
        boolean data = offered.kind().equals("application");
        line(out, "m=" + offered.kind() + (data ? " 0 UDP/DTLS/SCTP webrtc-datachannel" : " 0 UDP/TLS/RTP/SAVPF 0"));
        line(out, "c=IN IP4 0.0.0.0");
        line(out, "a=inactive");
        line(out, "a=mid:" + offered.mid());
    }

    private void accept(StringBuilder out, Agreement agreement, Track track, MediaOffer offered) {
        boolean resent = track.retransmission().isPresent();
        line(
                out,
                "m=" + offered.kind() + " 9 UDP/TLS/RTP/SAVPF " + track.payloadType()
                        + (resent ? " " + track.retransmission().getAsInt() : ""));
        line(out, "c=IN IP4 0.0.0.0");
        line(out, "a=rtcp:9 IN IP4 0.0.0.0");
        line(out, "a=mid:" + offered.mid());
        line(out, agreement.receiving() ? "a=recvonly" : "a=sendonly");
        way(out, agreement.offer().awaitsHandshake());
        line(out, "a=rtpmap:" + track.payloadType() + " " + track.format().encoding());
        if (!track.format().parameters().isEmpty()) {
            line(out, "a=fmtp:" + track.payloadType() + " " + track.format().parameters());
        }
        feedback(out, agreement, track, offered.kind().equals("video"));
        if (resent) {
            int type = track.retransmission().getAsInt();
            line(out, "a=rtpmap:" + type + " rtx/90000");
            line(out, "a=fmtp:" + type + " apt=" + track.payloadType());
        }
        if (!agreement.receiving()) {
            line(out, "a=msid:headrace " + offered.kind());
            streams(out, track.equals(agreement.video()) ? videoSsrc : soundSsrc, resent);
        }
    }

    /** By which numbers packets name the stream, and the one that repairs it (RFC 5576 section 4.2). */
    private void streams(StringBuilder out, int ssrc, boolean resent) {
        String stream = Integer.toUnsignedString(ssrc);
        String repair = Integer.toUnsignedString(repairSsrc);
        if (resent) {
            line(out, "a=ssrc-group:FID " + stream + " " + repair);
        }
        line(out, "a=ssrc:" + stream + " cname:headrace");
        if (resent) {
            line(out, "a=ssrc:" + repair + " cname:headrace");
        }
    }

    /** How we are reached; the same in each section, since all share one way. */
    private void way(StringBuilder out, boolean weBegin) {
        line(out, "a=fingerprint:" + fingerprint);
        line(out, weBegin ? "a=setup:active" : "a=setup:passive");
        line(out, "a=rtcp-mux");
        line(out, "a=rtcp-rsize");
        reached(out);
    }

    private void reached(StringBuilder out) {
        line(out, "a=ice-ufrag:" + fragment);
        line(out, "a=ice-pwd:" + password);
        for (int i = 0; i < addresses.size(); i++) {
            line(out, "a=candidate:" + candidate(i));
        }
        line(out, "a=end-of-candidates");
    }

    private String candidate(int index) {
        var address = addresses.get(index);
        long priority = HOST_PREFERENCE + ((long) (LOCAL_PREFERENCE - index) << 8) + COMPONENT;
        String host = address.getAddress().getHostAddress();
        String plain = address.getAddress() instanceof Inet6Address ? host.split("%", 2)[0] : host;
        return (index + 1) + " 1 udp " + priority + " " + plain + " " + address.getPort() + " typ host";
    }

    private static void feedback(StringBuilder out, Agreement agreement, Track track, boolean video) {
        if (agreement.receiving() && track.transportExtension() > 0) {
            line(out, MediaOfferReader.transportExtensionLine(track.transportExtension()));
            line(out, "a=rtcp-fb:" + track.payloadType() + " transport-cc");
        }
        if (video && !agreement.receiving()) {
            if (track.sendTimeExtension() > 0) {
                line(out, MediaOfferReader.sendTimeExtensionLine(track.sendTimeExtension()));
            }
            line(out, "a=rtcp-fb:" + track.payloadType() + " goog-remb");
        }
        if (video) {
            line(out, "a=rtcp-fb:" + track.payloadType() + " nack");
            line(out, "a=rtcp-fb:" + track.payloadType() + " nack pli");
            line(out, "a=rtcp-fb:" + track.payloadType() + " ccm fir");
        }
    }

    private static void line(StringBuilder out, String line) {
        out.append(line).append(END);
    }
}
