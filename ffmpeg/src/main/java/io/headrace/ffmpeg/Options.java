package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Named settings for one call of libav, which takes those that it knows. */
public final class Options implements AutoCloseable {

    private final AVDictionary dictionary = new AVDictionary(null);

    public Options with(String name, String value) {
        av_dict_set(dictionary, name, value, 0);
        return this;
    }

    public AVDictionary dictionary() {
        return dictionary;
    }

    @Override
    public void close() {
        av_dict_free(dictionary);
    }
}
