package io.headrace.node.role;

import io.headrace.gateway.GatewayConfig;
import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.media.Ladder;
import io.headrace.media.LadderText;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator decides about live streams.
 *
 * @param rtmpPort 0 lets the system choose
 * @param streamKeys one of which a publisher must show; none lets everybody publish
 * @param authWebhook asked about every publisher instead
 * @param grace for a publisher to come back
 * @param realtime where streams are relayed by WHIP and WHEP; empty for not at all
 * @param application whose real-time streams they are
 */
public record LiveSettings(
        int rtmpPort,
        Ladder ladder,
        Keeping keeping,
        SourceRendition source,
        Set<String> streamKeys,
        Optional<URI> authWebhook,
        int maxStreams,
        Duration grace,
        Optional<RealtimeSettings> realtime,
        ApplicationSettings application) {

    public static final int USUAL_PORT = 1935;

    public LiveSettings {
        streamKeys = Set.copyOf(streamKeys);
    }

    /** With the usual ladder, and everybody may publish, none in real time: for a gateway that only its own machine can reach. */
    public static LiveSettings open(int rtmpPort) {
        var usual = LiveConfig.of(LadderText.parse(GatewayConfig.USUAL_STREAM_LADDER));
        return new LiveSettings(
                rtmpPort,
                usual.ladder(),
                usual.keeping(),
                usual.sourceRendition(),
                Set.of(),
                Optional.empty(),
                usual.maxStreams(),
                usual.grace(),
                Optional.empty(),
                ApplicationSettings.NONE);
    }

    /** The same, and streams are relayed in real time. */
    public LiveSettings with(RealtimeSettings relayed) {
        return new LiveSettings(
                rtmpPort,
                ladder,
                keeping,
                source,
                streamKeys,
                authWebhook,
                maxStreams,
                grace,
                Optional.of(relayed),
                application);
    }

    /** The same, for an application. */
    public LiveSettings with(ApplicationSettings other) {
        return new LiveSettings(
                rtmpPort, ladder, keeping, source, streamKeys, authWebhook, maxStreams, grace, realtime, other);
    }

    LiveConfig config() {
        return new LiveConfig(ladder, Optional.empty(), keeping, source, maxStreams, grace, LiveConfig.USUAL_RETENTION);
    }

    /** The same as words of a command line. */
    public List<String> words() {
        var words = new ArrayList<>(List.of(
                "--rtmp-port", "" + rtmpPort,
                "--live-ladder", LadderText.print(ladder),
                "--keep", keeping.name().toLowerCase(Locale.ROOT),
                "--max-streams", "" + maxStreams,
                "--publisher-grace", "" + grace.toSeconds()));
        if (source == SourceRendition.PLAYED) {
            words.add("--play-source");
        }
        streamKeys.forEach(key -> words.addAll(List.of("--stream-key", key)));
        authWebhook.ifPresent(url -> words.addAll(List.of("--auth-webhook-url", url.toString())));
        words.addAll(application.words());
        words.addAll(realtime.map(RealtimeSettings::words).orElse(List.of("--no-webrtc")));
        return words;
    }
}
