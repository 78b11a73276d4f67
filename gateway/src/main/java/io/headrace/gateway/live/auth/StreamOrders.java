package io.headrace.gateway.live.auth;

import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.live.auth.StreamAuthorization.NothingWanted;
import io.headrace.gateway.live.auth.StreamAuthorization.Senseless;
import io.headrace.gateway.live.auth.StreamAuthorization.Verdict;
import io.headrace.media.Container;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.wire.live.StreamConfiguration;
import io.headrace.wire.live.WantedRenditions;
import java.util.Optional;

/**
 * Turns what a webhook and a publisher say about a stream into its order. The publisher's configuration takes the place
 * of the webhook's, name included; profiles that both give must be equal. About what is kept the webhook has the first
 * word, because that costs the operator's disk.
 *
 * @param defaults where neither says anything
 */
record StreamOrders(LiveConfig defaults) {

    /** Of a stream about which nobody but its publisher says anything. */
    Verdict verdict(StreamAsk ask) {
        return verdict(ask, StreamConfiguration.DEFAULT, Optional.empty());
    }

    /** @param json what the webhook's configuration was read from; empty when it had nothing to say */
    Verdict verdict(StreamAsk ask, StreamConfiguration webhook, Optional<String> json) {
        var own = ask.configuration();
        if (own.isEmpty()) {
            return verdict(ask, webhook, webhook.manifest(), json);
        }
        return switch (StreamConfiguration.read(own.get())) {
            case StreamConfiguration.Reading.Unreadable(var reason) -> new Senseless(reason);
            case StreamConfiguration.Reading.Read(var publishers) ->
                bothGiveProfiles(publishers, webhook) && !publishers.hasProfilesOf(webhook)
                        ? new Senseless("the publisher's profiles are not those of the webhook")
                        : verdict(
                                ask,
                                saysWhatToMake(publishers) ? publishers : webhook,
                                publishers.manifest().or(webhook::manifest),
                                json);
        };
    }

    private static boolean bothGiveProfiles(StreamConfiguration one, StreamConfiguration other) {
        return one.profiles().isPresent() && other.profiles().isPresent();
    }

    private static boolean saysWhatToMake(StreamConfiguration configuration) {
        return !configuration.presets().isEmpty() || configuration.profiles().isPresent();
    }

    private Verdict verdict(
            StreamAsk ask, StreamConfiguration configuration, Optional<ManifestId> manifest, Optional<String> webhook) {
        var name = manifest.map(ManifestId::text).orElseGet(ask::name);
        return switch (configuration.renditions(Container.MPEG_TS)) {
            case WantedRenditions.Refused(var sentence) -> new Senseless(sentence);
            case WantedRenditions.None _ -> new NothingWanted(name);
            case WantedRenditions.OfTheGateway _ -> order(ask, name, defaults.ladder(), webhook);
            case WantedRenditions.Wanted(var ladder) -> order(ask, name, ladder, webhook);
        };
    }

    private Verdict order(StreamAsk ask, String name, Ladder ladder, Optional<String> webhook) {
        for (var profile : ladder.profiles()) {
            if (!StreamOrder.isName(profile.name())) {
                return new Senseless("no rendition can be played under the name \"" + profile.name() + "\"");
            }
        }
        try {
            var fields = webhook.map(OwnFields::read)
                    .orElse(OwnFields.NONE)
                    .or(ask.configuration().map(OwnFields::read).orElse(OwnFields.NONE));
            return new StreamAuthorization.Allowed(new StreamOrder(
                    name,
                    ladder,
                    defaults.maxPrice(),
                    fields.keeping().orElse(defaults.keeping()),
                    fields.sourceRendition().orElse(defaults.sourceRendition())));
        } catch (IllegalArgumentException senseless) {
            return new Senseless(String.valueOf(senseless.getMessage()));
        }
    }
}
