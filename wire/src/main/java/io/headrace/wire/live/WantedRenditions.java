package io.headrace.wire.live;

import io.headrace.media.Container;
import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.wire.text.UnreadableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What a configuration makes of a stream. */
public sealed interface WantedRenditions {

    /** Characters of a profile's name. */
    int MAX_NAME = 64;

    /** It does not say; the gateway's own ladder applies. */
    record OfTheGateway() implements WantedRenditions {}

    /** It wants none: nothing is transcoded. */
    record None() implements WantedRenditions {}

    record Wanted(Ladder ladder) implements WantedRenditions {}

    /** @param sentence for the log; the client learns only that there is no stream */
    record Refused(String sentence) implements WantedRenditions {}

    /** Presets come first; unknown ones are passed over. The container is the source's. */
    static WantedRenditions of(StreamConfiguration configuration, Container container) {
        if (configuration.presets().isEmpty() && configuration.profiles().isEmpty()) {
            return new OfTheGateway();
        }
        var profiles = new ArrayList<Profile>();
        configuration
                .presets()
                .forEach(name -> RenditionPresets.named(name, container).ifPresent(profiles::add));
        try {
            for (var rendition : configuration.profiles().orElse(List.of())) {
                profiles.add(rendition.toProfile(container));
            }
        } catch (UnreadableException senseless) {
            return new Refused(senseless.sentence());
        }
        if (profiles.size() > Ladder.MAX_PROFILES) {
            return new Refused("Too many outputs: " + profiles.size() + " of at most " + Ladder.MAX_PROFILES);
        }
        return profiles.isEmpty() ? new None() : new Wanted(new Ladder(distinct(profiles)));
    }

    /** Renditions are told apart by their names: the second of a name gets a number behind it. */
    private static List<Profile> distinct(List<Profile> profiles) {
        var names = new HashSet<String>();
        var distinct = new ArrayList<Profile>();
        for (var profile : profiles) {
            var name = profile.name();
            for (int number = 2; !names.add(name); number++) {
                var suffix = "_" + number;
                var stem = profile.name();
                name = stem.substring(0, Math.min(stem.length(), MAX_NAME - suffix.length())) + suffix;
            }
            distinct.add(profile.named(name));
        }
        return distinct;
    }
}
