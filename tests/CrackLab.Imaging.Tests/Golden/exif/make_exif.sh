#!/bin/sh
# Writes the photos of the EXIF tests beside itself, and expected.csv with what ExifTool reads back from them.
# Needs ExifTool 12.57 (Debian: libimage-exiftool-perl).
set -e
cd "$(dirname "$0")"
rm -f ./*.jpg ./*.png expected.csv

write() { # source, target, options
    cp "../$1" "$2"
    shift
    file=$1
    shift
    exiftool -q -overwrite_original "$@" "$file"
}

write gray.jpg south-west.jpg -ExifByteOrder=MM -Make=Nikon '-Model=COOLPIX P7000' -Orientation#=8 \
    '-DateTimeOriginal=2023:11:05 07:08:09' -SubSecTimeOriginal=042 -OffsetTimeOriginal=-03:30 \
    -GPSLatitude=33.8688197 -GPSLatitudeRef=S -GPSLongitude=70.6692655 -GPSLongitudeRef=W -GPSAltitude=12.5 -GPSAltitudeRef#=1
write gray.jpg north-east.jpg -ExifByteOrder=II -Make=Canon -Orientation#=3 '-CreateDate=2019:02:28 23:59:59' \
    '-ModifyDate=2020:01:01 00:00:00' -GPSLatitude=48.137154 -GPSLatitudeRef=N -GPSLongitude=11.576124 -GPSLongitudeRef=E \
    -GPSAltitude=519 -GPSAltitudeRef#=0
write gray.jpg no-place.jpg -ExifByteOrder=II '-ModifyDate=2021:07:06 05:04:03' -OffsetTime=+05:45
write png-rgb8.png place.png -ExifByteOrder=II -Model=Pixel '-DateTimeOriginal=2024:05:17 09:31:07' -OffsetTimeOriginal=+02:00 \
    -GPSLatitude=1.25 -GPSLatitudeRef=N -GPSLongitude=179.9999 -GPSLongitudeRef=W
exiftool -q -csv -n -f -SubSecDateTimeOriginal -SubSecCreateDate -SubSecModifyDate -DateTimeOriginal -CreateDate -ModifyDate \
    -GPSLatitude -GPSLongitude -GPSAltitude -Make -Model -Orientation ./*.jpg ./*.png > expected.csv
