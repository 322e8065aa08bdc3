// The filter by day asks for a calendar; here the day is typed.
"use strict";
$.fn.datepicker = function () { return this; };
