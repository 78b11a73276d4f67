package io.headrace.webrtc.sdp;

import io.headrace.media.VideoCodec;
import io.headrace.webrtc.desk.ViewerCodecs;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What of an offer is taken: H.264 in non-interleaved packets (RFC 6184 section 8.2.2) or VP8 (RFC 7741), and Opus (RFC
 * 7587) where it is offered. The first fitting section of each kind; all others are refused in the answer.
 */
public record Agreement(Offer offer, boolean receiving, Track video, Optional<Track> sound) {

    /** To take the client's stream: H.264 where it is offered. */
    public static Agreement toReceive(Offer offer) throws OfferRefused {
        var codec = Format.AGREED.stream()
                .filter(each -> video(offer, each, MediaOffer::sends).isPresent())
                .findFirst()
                .orElseThrow(() -> new OfferRefused(noVideo(offer, true, "H.264 with packetization-mode=1, or VP8")));
        return of(offer, true, codec);
    }

    /** To show the client a stream that is coded so. */
    public static Agreement toSend(Offer offer, VideoCodec codec) throws OfferRefused {
        return of(offer, false, codec);
    }

    /**
     * What a client can be shown.
     *
     * @throws OfferRefused when that is nothing
     */
    public static ViewerCodecs shownBy(Offer offer) throws OfferRefused {
        var codecs = Format.AGREED.stream()
                .filter(each -> video(offer, each, MediaOffer::receives).isPresent())
                .toList();
        if (codecs.isEmpty()) {
            throw new OfferRefused(noVideo(offer, false, "H.264 with packetization-mode=1, or VP8"));
        }
        var _ = toSend(offer, codecs.getFirst());
        var profiles = offer.media().stream()
                .filter(MediaOffer::receives)
                .flatMap(media -> media.formats().stream())
                .filter(format -> format.isCoded("H264"))
                .flatMap(format -> format.profile().stream().boxed())
                .collect(Collectors.toSet());
        return new ViewerCodecs(Set.copyOf(codecs), profiles);
    }

    private static Agreement of(Offer offer, boolean receiving, VideoCodec codec) throws OfferRefused {
        Predicate<MediaOffer> direction = receiving ? MediaOffer::sends : MediaOffer::receives;
        var video = video(offer, codec, direction)
                .orElseThrow(() -> new OfferRefused(noVideo(offer, receiving, codec.name())));
        var agreement = new Agreement(offer, receiving, video, track(offer, "audio", direction, Agreement::opus));
        agreement.checkOneWay();
        return agreement;
    }

    private static Optional<Track> video(Offer offer, VideoCodec codec, Predicate<MediaOffer> direction) {
        return track(offer, "video", direction, formats -> best(formats, codec));
    }

    private static String noVideo(Offer offer, boolean receiving, String codec) {
        var codecs = offer.media().stream()
                .filter(media -> media.kind().equals("video"))
                .flatMap(media -> media.formats().stream())
                .map(format -> format.encoding().split("/", 2)[0])
                .distinct()
                .limit(8)
                .toList();
        return "Video is " + (receiving ? "taken" : "sent") + " as " + codec + " here; the offer "
                + (codecs.isEmpty() ? "has no video" : "names " + String.join(", ", codecs))
                + (receiving
                        ? "; and a publisher's section is sendonly or sendrecv"
                        : "; and a viewer's section is recvonly or sendrecv");
    }

    /** Everything goes through one port: sections are bundled, reports go with media. */
    private void checkOneWay() throws OfferRefused {
        for (var track : tracks()) {
            if (!offered(track).multiplexed()) {
                throw new OfferRefused("Media and reports go through one port here: offer a=rtcp-mux");
            }
        }
        if (sound.isPresent()
                && !offer.bundle()
                        .containsAll(tracks().stream()
                                .map(each -> offered(each).mid())
                                .toList())) {
            throw new OfferRefused("Video and sound go through one port here: offer a=group:BUNDLE");
        }
    }

    private interface Choice {
        Optional<Format> among(List<Format> formats);
    }

    private static Optional<Track> track(Offer offer, String kind, Predicate<MediaOffer> direction, Choice choice) {
        return IntStream.range(0, offer.media().size())
                .boxed()
                .filter(i -> offer.media().get(i).kind().equals(kind))
                .filter(i -> direction.test(offer.media().get(i)))
                .flatMap(i -> track(offer.media().get(i), i, choice).stream())
                .findFirst();
    }

    private static Optional<Track> track(MediaOffer media, int section, Choice choice) {
        return choice.among(media.formats())
                .map(format -> new Track(
                        section,
                        format,
                        retransmission(media.formats(), format),
                        media.transportExtension(),
                        media.sendTimeExtension()));
    }

    private static Optional<Format> opus(List<Format> formats) {
        return formats.stream().filter(format -> format.isCoded("opus")).findFirst();
    }

    private static Optional<Format> best(List<Format> formats, VideoCodec codec) {
        var coded = formats.stream().filter(format -> format.isCoded(codec.name()));
        return codec == VideoCodec.H264
                ? coded.filter(format -> format.parameter("packetization-mode").equals(Optional.of("1")))
                        .min(Comparator.comparingInt(Agreement::rank))
                : coded.findFirst();
    }

    /** What every browser decodes comes first: Constrained Baseline, then Baseline, Main, the rest. */
    private static int rank(Format format) {
        String profile = format.parameter("profile-level-id").orElse("42000a");
        var preferred = List.of("42e01f", "42e0", "42", "4d");
        return IntStream.range(0, preferred.size())
                .filter(i -> profile.startsWith(preferred.get(i)))
                .findFirst()
                .orElse(preferred.size());
    }

    private static OptionalInt retransmission(List<Format> formats, Format of) {
        return formats.stream()
                .filter(format -> format.isCoded("rtx"))
                .filter(format -> format.parameter("apt").equals(Optional.of(Integer.toString(of.payloadType()))))
                .mapToInt(Format::payloadType)
                .findFirst();
    }

    /** What pictures are coded in. */
    public VideoCodec codec() {
        return video.format().codec();
    }

    /** Video first. */
    public List<Track> tracks() {
        return sound.map(other -> List.of(video, other)).orElse(List.of(video));
    }

    MediaOffer offered(Track track) {
        return offer.media().get(track.section());
    }

    /** Under which id a publisher's packets carry their number among all; 0 when they do not. */
    public int transportExtension() {
        return video.transportExtension();
    }
}
