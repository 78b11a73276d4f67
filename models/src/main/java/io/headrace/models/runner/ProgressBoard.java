package io.headrace.models.runner;

import io.headrace.pipeline.Progress;
import io.headrace.pipeline.ProgressQuestion;
import io.headrace.transport.Headers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far those requests are whose senders gave them a name by which they ask: {@code {"done":120,"whole":3600}}, without
 * {@code whole} when nobody knows. One line for each request in the house. Any thread.
 */
final class ProgressBoard {

    static final String PATTERN = ProgressQuestion.PATH + "{name}";

    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    /** One request's. */
    final class Line implements AutoCloseable {

        private final String name;
        private volatile Optional<Progress> last = Optional.empty();

        private Line(String name) {
            this.name = name;
        }

        void tell(Progress progress) {
            last = Optional.of(progress);
        }

        /** It is over. */
        @Override
        public void close() {
            lines.remove(name, this);
        }
    }

    /** Of a request that begins with these headers. Of one without a good name nobody will hear. */
    Line line(Headers headers) {
        var name = ProgressQuestion.name(headers.first(ProgressQuestion.HEADER));
        var line = new Line(name.orElse(""));
        name.ifPresent(known -> lines.put(known, line));
        return line;
    }

    /** Empty where nothing is known, or nothing yet. */
    Optional<ObjectNode> document(String name) {
        return Optional.ofNullable(lines.get(name)).flatMap(line -> line.last).map(progress -> {
            var document = JsonMapper.shared().createObjectNode().put("done", progress.done());
            progress.whole().ifPresent(whole -> document.put("whole", whole));
            return document;
        });
    }
}
