/**
 * Events that wait on disk: behind an input whose source cannot be read again, before an output
 * that may be away for long.
 *
 * <p>A {@link io.logboom.core.queue.DiskQueue} is a directory. What is appended is copied into a
 * group, one entry an event, and written by one thread, which fsyncs as asked and then keeps the
 * promises of all who were waiting. Another thread reads back what was not handed on from memory,
 * and hands it on. What is settled downstream, from the oldest on without a gap, is the low water:
 * it is kept in the cursor, and files below it are deleted.
 *
 * <pre>
 * lock                                   held by the process that uses the queue
 * cursor                                 the low water, in two slots
 * 0000000000000001-5c0ffee5.segment      number and salt, in hexadecimal; read in the order of the numbers
 * damaged/                               bytes that could not be read, and files of other versions
 * </pre>
 *
 * <p>All numbers are big-endian. CRC is CRC-32C (RFC 3720, appendix B.4) over every byte before it
 * of the same header, entry or slot.
 *
 * <pre>
 * segment:  header, then entries without a gap; after a crash the last one may be cut short
 *
 * header:    0  8  "LOGBOOMQ"
 *            8  1  version: 1
 *            9  3  zero
 *           12  8  the segment's number
 *           20  8  its salt: in the file's name, too, in case the header is damaged
 *           28  4  CRC
 *
 * event:     0  4  mark: the upper half of the salt
 *            4  4  length of the entry, with mark and CRC
 *            8  8  number of the event in the queue: each one greater than the last
 *           16  8  ordinal within its origin
 *           24  8  its time, in milliseconds since 1970; the least of all numbers for none
 *           32  4  how many bytes before this entry the one of its origin begins
 *           36  4  length of its id; 0 for none
 *           40     id, as the content of a JSON string; then the event's bytes
 *          end-4 4 CRC
 *
 * origin:    0  4  mark: the lower half of the salt
 *            4  4  length of the entry, with mark and CRC
 *            8  8  when it was received: seconds since 1970
 *           16  4  and nanoseconds
 *           20  4  how many texts follow: input, place, and two for each attribute
 *           24     the texts, each in UTF-8 after 4 bytes that hold its length
 *          end-4 4 CRC
 *
 * cursor:   two slots; that with the greater sequence counts, if its CRC is right
 *
 * slot:      0  4  "LBQC"
 *            4  4  version: 1
 *            8  8  sequence
 *           16  8  number of the segment, 24 8 its salt, 32 8 a place in it: all before is delivered
 *           40  8  number of the first event that is not delivered
 *           48  8  the number after that of the last event that was written by then
 *           56  4  CRC
 * </pre>
 *
 * <p>After damage the next mark with a right CRC behind it is where reading goes on. The salt is
 * drawn at random whenever the queue is opened, so that no one who writes logs can put an entry
 * into an event.
 */
@NullMarked
package io.logboom.core.queue;

import org.jspecify.annotations.NullMarked;
