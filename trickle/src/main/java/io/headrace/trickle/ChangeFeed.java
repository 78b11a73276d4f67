package io.headrace.trickle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Writes one JSON document per change as one segment. A name needs no escaping in JSON. */
final class ChangeFeed implements Changes {
    static final ChannelName NAME = new ChannelName("_changes");

    private final Channel channel;

    /** Announces the feed itself first. */
    ChangeFeed(Channel channel) {
        this.channel = channel;
        added(channel.name());
    }

    @Override
    public void added(ChannelName name) {
        write("{\"added\":[\"" + name + "\"]}");
    }

    @Override
    public void removed(ChannelName name) {
        write("{\"removed\":[\"" + name + "\"]}");
    }

    /** Lost when somebody has ended the feed, or has written to its next segments. */
    private void write(String document) {
        if (channel.publish(Seq.NEXT) instanceof Publication.Open(var writer)) {
            writer.append(ByteBuffer.wrap(document.getBytes(UTF_8)));
            writer.finish();
        }
    }
}
