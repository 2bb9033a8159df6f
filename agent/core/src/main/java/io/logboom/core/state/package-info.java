/**
 * What filters with a memory have to remember, on disk.
 *
 * <p>A {@link io.logboom.core.state.StateLog} is a directory with one file that counts: it begins
 * with everything the filter had to remember, and then has what changed, save by save. Each save
 * ends with an entry of its own and an fsync; what stands behind the last such entry was never
 * promised to anybody and does not count. When a file has grown much larger than what is in it, the
 * next save begins a new one with everything; the old one is deleted once that is on disk. So
 * memory on the heap is the filter's own, once, and a crash at any point leaves one file that is
 * whole up to its last save.
 *
 * <pre>
 * lock                                 held by the process that uses it
 * 0000000000000001-5c0ffee5.state      number and salt, in hexadecimal; the greatest number with a save in it counts
 * set-aside/                           files with entries that no filter took back, or that are damaged
 * </pre>
 *
 * <p>All numbers are big-endian. CRC is CRC-32C (RFC 3720, appendix B.4) over every byte before it
 * of the same header or entry.
 *
 * <pre>
 * header:   0  8  "LOGBOOMS"
 *           8  1  version: 1
 *           9  3  zero
 *          12  8  the file's number
 *          20  8  its salt: in the file's name, too, in case the header is damaged
 *          28  4  CRC
 *
 * entry:    0  4  mark: the upper half of the salt
 *           4  4  length of the entry, with mark and CRC
 *           8  4  length of the key; -1 minus that where the key is removed
 *          12     the key, then the value
 *         end-4 4 CRC
 *
 * end of a save:
 *           0  4  mark: the lower half of the salt
 *           4  4  length of the entry: 20
 *           8  8  number of the save, from 1 in each file
 *          16  4  CRC
 * </pre>
 *
 * <p>After damage the next mark with a right CRC behind it is where reading goes on: an entry
 * stands for itself, and the last one of a key counts. The salt is drawn at random for each file,
 * so that no one who writes logs can put an entry into a key or a value.
 */
@NullMarked
package io.logboom.core.state;

import org.jspecify.annotations.NullMarked;
