package io.headrace.rtmp.publish;

import java.net.InetSocketAddress;

/**
 * What a client wants to publish, as it said it. Clients cut one URL into app and name in different ways; {@link
 * StreamName} puts them together again.
 *
 * @param app without its query
 * @param name without its query; may be empty
 * @param query what stood behind the question mark of the name, else of the app; empty when there was none
 * @param tcUrl of the connect command; empty when there was none
 */
public record PublishRequest(String app, String name, String query, InetSocketAddress client, String tcUrl) {

    /** Takes the queries off. */
    public static PublishRequest of(String app, String name, InetSocketAddress client, String tcUrl) {
        var query = name.indexOf('?') >= 0 ? behindQuestionMark(name) : behindQuestionMark(app);
        return new PublishRequest(beforeQuestionMark(app), beforeQuestionMark(name), query, client, tcUrl);
    }

    private static String beforeQuestionMark(String text) {
        int mark = text.indexOf('?');
        return mark < 0 ? text : text.substring(0, mark);
    }

    private static String behindQuestionMark(String text) {
        int mark = text.indexOf('?');
        return mark < 0 ? "" : text.substring(mark + 1);
    }
}
