package io.headrace.models.batch.reply;

/** Numbers in rows and columns that are asked for one by one while they are sent. */
public interface NumberField {

    int width();

    int height();

    float at(int x, int y);
}
