package io.headrace.engine.media;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.headrace.engine.Message;
import io.headrace.media.Gop;
import io.headrace.media.MediaBytes;
import io.headrace.media.request.DevicesTried;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.MediaStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Requests and replies as messages: JSON in which each sealed value carries the name of its record ({@code "is"}),
 * and media bytes are the number of an attachment. Both ends are of one build, so there are no versions.
 */
final class MediaJson {

    private static final String ATTACHMENTS = "attachments";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(MediaRequest.class, Named.class)
            .addMixIn(MediaReply.class, Named.class)
            .addMixIn(MediaStream.class, Named.class)
            .addMixIn(Gop.class, Named.class)
            .addMixIn(DevicesTried.Finding.class, Named.class)
            .addModule(new SimpleModule()
                    .addSerializer(MediaBytes.class, new Detach())
                    .addDeserializer(MediaBytes.class, new Attach()))
            .build();

    private MediaJson() {}

    static Message write(Object value) {
        var attachments = new ArrayList<MediaBytes>();
        var json = MAPPER.writer().withAttribute(ATTACHMENTS, attachments).writeValueAsString(value);
        return new Message(json, attachments);
    }

    /** Throws a {@link tools.jackson.core.JacksonException} for what is no such value. */
    static <T> T read(Message message, Class<T> type) {
        return MAPPER.readerFor(type)
                .withAttribute(ATTACHMENTS, message.attachments())
                .readValue(message.header());
    }

    /** Records have methods that look like properties to nobody but a mapper; unknown names are ignored for them. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    @JsonIgnoreProperties(ignoreUnknown = true)
    private interface Named {}

    private static final class Detach extends ValueSerializer<MediaBytes> {
        @Override
        public void serialize(MediaBytes bytes, JsonGenerator json, SerializationContext context) {
            @SuppressWarnings("unchecked") // write() put it there
            var attachments = (List<MediaBytes>) context.getAttribute(ATTACHMENTS);
            json.writeNumber(attachments.size());
            attachments.add(bytes);
        }
    }

    private static final class Attach extends ValueDeserializer<MediaBytes> {
        @Override
        public MediaBytes deserialize(JsonParser json, DeserializationContext context) {
            var attachments = (List<?>) context.getAttribute(ATTACHMENTS);
            int number = json.getIntValue();
            if (number < 0 || number >= attachments.size()) {
                throw new IllegalArgumentException("Attachment " + number + " of " + attachments.size());
            }
            return (MediaBytes) attachments.get(number);
        }
    }
}
