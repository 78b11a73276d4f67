/** What a batch request brings: fields and files, out of JSON or multipart, each checked before it is believed. */
@NullMarked
package io.headrace.models.batch.form;

import org.jspecify.annotations.NullMarked;
